CREATE TABLE "subjects" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"qcode" text,
	"uri" text,
	"names" json NOT NULL,
	"broader" json NOT NULL
);
--> statement-breakpoint
DROP INDEX "articles_section";--> statement-breakpoint
ALTER TABLE "articleSubjects" ADD COLUMN "subjectKey" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "articleSubjects_key" ON "articleSubjects" USING btree ("subjectKey","articleId");--> statement-breakpoint
CREATE INDEX "articles_section" ON "articles" USING btree ("sectionKey","status","publishedAt","id","embargoUntil");
--> statement-breakpoint
UPDATE "articleSubjects" SET "subjectKey" = CASE WHEN "qcode" IS NULL AND "uri" LIKE 'http://cv.iptc.org/newscodes/mediatopic/________' THEN 'medtop:' || substr("uri", 41) ELSE coalesce("qcode", "uri", "nameKey") END;
