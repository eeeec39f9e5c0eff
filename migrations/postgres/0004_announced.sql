ALTER TABLE "articles" ADD COLUMN "announced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "shownAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mediaCredits" ADD COLUMN "rightsEnded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "articles_unannounced" ON "articles" USING btree ("status","announced","embargoUntil");--> statement-breakpoint
CREATE INDEX "mediaCredits_due" ON "mediaCredits" USING btree ("rightsEnded","rightsExpireAt");--> statement-breakpoint
UPDATE "articles" SET "announced" = true, "shownAt" = "publishedAt" WHERE "status" = 'published';
