ALTER TABLE "articles" ADD COLUMN "withdrawnAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "withdrawalReason" text;