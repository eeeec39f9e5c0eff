ALTER TABLE `articles` ADD `readingMinutes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `articles` SET `readingMinutes` = max(1, cast(round(`wordCount` / 238.0) AS integer)) WHERE `wordCount` > 0;
