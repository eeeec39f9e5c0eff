DROP INDEX `articles_public`;--> statement-breakpoint
DROP INDEX `articles_section`;--> statement-breakpoint
ALTER TABLE `articles` ADD `expiresAt` integer;--> statement-breakpoint
CREATE INDEX `articles_expiry` ON `articles` (`status`,`expiresAt`);--> statement-breakpoint
CREATE INDEX `articles_public` ON `articles` (`status`,`id`,`embargoUntil`,`expiresAt`);--> statement-breakpoint
CREATE INDEX `articles_section` ON `articles` (`sectionKey`,`status`,`publishedAt`,`id`,`embargoUntil`,`expiresAt`);