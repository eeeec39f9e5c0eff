CREATE TABLE "commentReactions" (
	"commentId" text collate "C" NOT NULL,
	"readerKey" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"previous" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commentReactions_commentId_readerKey_pk" PRIMARY KEY("commentId","readerKey")
);
--> statement-breakpoint
CREATE TABLE "commentReports" (
	"commentId" text collate "C" NOT NULL,
	"readerKey" text collate "C" NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commentReports_commentId_readerKey_pk" PRIMARY KEY("commentId","readerKey")
);
--> statement-breakpoint
CREATE TABLE "commentRevisions" (
	"commentId" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"raw" text NOT NULL,
	"authorName" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commentRevisions_commentId_version_pk" PRIMARY KEY("commentId","version")
);
--> statement-breakpoint
DROP INDEX "comments_article";--> statement-breakpoint
ALTER TABLE "commentPii" ADD COLUMN "readerKey" text collate "C";--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "score" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "reportCount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "commentReactions" ADD CONSTRAINT "commentReactions_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commentReports" ADD CONSTRAINT "commentReports_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commentRevisions" ADD CONSTRAINT "commentRevisions_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_roots" ON "comments" USING btree ("articleId","depth","pinned","createdAt","id");--> statement-breakpoint
CREATE INDEX "comments_score" ON "comments" USING btree ("articleId","pinned","score","id");--> statement-breakpoint
CREATE INDEX "comments_active" ON "comments" USING btree ("articleId","pinned","descendantCount","id");--> statement-breakpoint
CREATE INDEX "comments_article" ON "comments" USING btree ("articleId","status","pinned","createdAt","id");