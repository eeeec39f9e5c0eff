DROP INDEX "articles_public";--> statement-breakpoint
DROP INDEX "articles_section";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "expiresAt" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "articles_expiry" ON "articles" USING btree ("status","expiresAt");--> statement-breakpoint
CREATE INDEX "articles_public" ON "articles" USING btree ("status","id","embargoUntil","expiresAt");--> statement-breakpoint
CREATE INDEX "articles_section" ON "articles" USING btree ("sectionKey","status","publishedAt","id","embargoUntil","expiresAt");