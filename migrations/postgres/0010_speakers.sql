CREATE TABLE "speakerAliases" (
	"nameKey" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"speakerId" text collate "C" NOT NULL,
	"homeId" text collate "C" NOT NULL,
	"isStated" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "speakers" DROP CONSTRAINT "speakers_nameKey_unique";--> statement-breakpoint
DROP INDEX "quotes_speaker";--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "speakerKey" text collate "C";--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "isNamed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "mergedInto" text collate "C";--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "personId" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "speakerAliases" ADD CONSTRAINT "speakerAliases_speakerId_speakers_id_fk" FOREIGN KEY ("speakerId") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakerAliases" ADD CONSTRAINT "speakerAliases_homeId_speakers_id_fk" FOREIGN KEY ("homeId") REFERENCES "public"."speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "speakerAliases_speaker" ON "speakerAliases" USING btree ("speakerId","nameKey");--> statement-breakpoint
CREATE INDEX "speakerAliases_home" ON "speakerAliases" USING btree ("homeId");--> statement-breakpoint
CREATE INDEX "quotes_speakerKey" ON "quotes" USING btree ("speakerKey");--> statement-breakpoint
CREATE INDEX "speakers_name" ON "speakers" USING btree ("nameKey","id");--> statement-breakpoint
CREATE INDEX "speakers_person" ON "speakers" USING btree ("personId");--> statement-breakpoint
CREATE INDEX "speakers_merged" ON "speakers" USING btree ("mergedInto");--> statement-breakpoint
CREATE INDEX "quotes_speaker" ON "quotes" USING btree ("speakerId","createdAt","id","state","articleId");--> statement-breakpoint
UPDATE "speakers" SET "personId" = "id";--> statement-breakpoint
INSERT INTO "speakerAliases" ("nameKey", "name", "speakerId", "homeId") SELECT "nameKey", "name", "id", "id" FROM "speakers";--> statement-breakpoint
UPDATE "quotes" SET "speakerKey" = (SELECT "nameKey" FROM "speakers" WHERE "speakers"."id" = "quotes"."speakerId") WHERE "speakerId" IS NOT NULL;
