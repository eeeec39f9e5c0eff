ALTER TABLE "apiKeys" ADD COLUMN "entitlements" json;--> statement-breakpoint
ALTER TABLE "apiKeys" ADD COLUMN "delaySeconds" integer DEFAULT 0 NOT NULL;