CREATE TABLE "articleRevisions" (
	"articleId" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"keyId" text collate "C",
	"keyName" text,
	"action" text NOT NULL,
	"contentVersion" integer NOT NULL,
	"content" json,
	"restoredVersion" integer,
	CONSTRAINT "articleRevisions_articleId_version_pk" PRIMARY KEY("articleId","version")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "contentVersion" integer;--> statement-breakpoint
ALTER TABLE "articleRevisions" ADD CONSTRAINT "articleRevisions_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;