ALTER TABLE "articles" ADD COLUMN "readingMinutes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "articles" SET "readingMinutes" = greatest(1, round("wordCount" / 238.0)::integer) WHERE "wordCount" > 0;
