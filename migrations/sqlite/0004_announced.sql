ALTER TABLE `articles` ADD `announced` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `shownAt` integer;--> statement-breakpoint
CREATE INDEX `articles_unannounced` ON `articles` (`status`,`announced`,`embargoUntil`);--> statement-breakpoint
ALTER TABLE `mediaCredits` ADD `rightsEnded` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `mediaCredits_due` ON `mediaCredits` (`rightsEnded`,`rightsExpireAt`);--> statement-breakpoint
UPDATE `articles` SET `announced` = true, `shownAt` = `publishedAt` WHERE `status` = 'published';
