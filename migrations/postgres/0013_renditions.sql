CREATE TABLE "articleRenditions" (
	"articleId" text collate "C" PRIMARY KEY NOT NULL,
	"form" integer NOT NULL,
	"slug" text collate "C" NOT NULL,
	"canonicalUrl" text,
	"validUntil" timestamp (3) with time zone,
	"tag" text NOT NULL,
	"head" text NOT NULL,
	"mediaCredits" text NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "articleRenditions" ADD CONSTRAINT "articleRenditions_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articleRenditions_slug" ON "articleRenditions" USING btree ("slug");