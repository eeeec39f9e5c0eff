CREATE TABLE "commentSources" (
	"identity" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"commentId" text collate "C" NOT NULL,
	"system" text NOT NULL,
	"externalId" text NOT NULL,
	"importedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commentSources" ADD CONSTRAINT "commentSources_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commentSources_article" ON "commentSources" USING btree ("articleId");--> statement-breakpoint
CREATE INDEX "commentSources_comment" ON "commentSources" USING btree ("commentId");