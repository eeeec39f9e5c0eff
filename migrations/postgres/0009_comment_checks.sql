CREATE TABLE "commentRates" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"endsAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "moderationLists" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"list" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"shown" text NOT NULL,
	"effect" text NOT NULL,
	"note" text,
	"expiresAt" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"createdBy" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spamChecks" (
	"commentId" text collate "C" PRIMARY KEY NOT NULL,
	"submission" json NOT NULL,
	"verdict" text NOT NULL,
	"report" text,
	"attempts" integer NOT NULL,
	"dueAt" timestamp (3) with time zone,
	"expiresAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commentLog" DROP CONSTRAINT "commentLog_commentId_comments_id_fk";
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "commentSettings" json;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "statusAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "spam" json;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "spamChecks" ADD CONSTRAINT "spamChecks_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commentRates_ends" ON "commentRates" USING btree ("endsAt");--> statement-breakpoint
CREATE UNIQUE INDEX "moderationLists_key" ON "moderationLists" USING btree ("key","list");--> statement-breakpoint
CREATE INDEX "moderationLists_list" ON "moderationLists" USING btree ("list","kind","id");--> statement-breakpoint
CREATE INDEX "spamChecks_due" ON "spamChecks" USING btree ("dueAt");--> statement-breakpoint
CREATE INDEX "spamChecks_expires" ON "spamChecks" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "comments_statusAt" ON "comments" USING btree ("status","statusAt");
--> statement-breakpoint
UPDATE "comments" SET "statusAt" = coalesce("reviewedAt", "createdAt");--> statement-breakpoint
CREATE FUNCTION "refuseChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'The moderation log is append-only.';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "commentLog_unchanged" BEFORE UPDATE OR DELETE ON "commentLog" FOR EACH ROW EXECUTE FUNCTION "refuseChange"();--> statement-breakpoint
CREATE TRIGGER "commentLog_kept" BEFORE TRUNCATE ON "commentLog" FOR EACH STATEMENT EXECUTE FUNCTION "refuseChange"();
