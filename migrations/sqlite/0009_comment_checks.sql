CREATE TABLE `commentRates` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`endsAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `commentRates_ends` ON `commentRates` (`endsAt`);--> statement-breakpoint
CREATE TABLE `moderationLists` (
	`id` text PRIMARY KEY NOT NULL,
	`list` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`shown` text NOT NULL,
	`effect` text NOT NULL,
	`note` text,
	`expiresAt` integer,
	`version` integer NOT NULL,
	`createdAt` integer NOT NULL,
	`createdBy` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `moderationLists_key` ON `moderationLists` (`key`,`list`);--> statement-breakpoint
CREATE INDEX `moderationLists_list` ON `moderationLists` (`list`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `spamChecks` (
	`commentId` text PRIMARY KEY NOT NULL,
	`submission` text NOT NULL,
	`verdict` text NOT NULL,
	`report` text,
	`attempts` integer NOT NULL,
	`dueAt` integer,
	`expiresAt` integer NOT NULL,
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `spamChecks_due` ON `spamChecks` (`dueAt`);--> statement-breakpoint
CREATE INDEX `spamChecks_expires` ON `spamChecks` (`expiresAt`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_commentLog` (
	`id` text PRIMARY KEY NOT NULL,
	`commentId` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`fromStatus` text,
	`toStatus` text NOT NULL,
	`reasonCode` text,
	`note` text
);
--> statement-breakpoint
INSERT INTO `__new_commentLog`("id", "commentId", "at", "actor", "action", "fromStatus", "toStatus", "reasonCode", "note") SELECT "id", "commentId", "at", "actor", "action", "fromStatus", "toStatus", "reasonCode", "note" FROM `commentLog`;--> statement-breakpoint
DROP TABLE `commentLog`;--> statement-breakpoint
ALTER TABLE `__new_commentLog` RENAME TO `commentLog`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `commentLog_comment` ON `commentLog` (`commentId`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `commentLog_at` ON `commentLog` (`at`,`id`);--> statement-breakpoint
ALTER TABLE `articles` ADD `commentSettings` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `statusAt` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `spam` text;--> statement-breakpoint
CREATE INDEX `comments_statusAt` ON `comments` (`status`,`statusAt`);--> statement-breakpoint
ALTER TABLE `settings` ADD `version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
UPDATE `comments` SET `statusAt` = coalesce(`reviewedAt`, `createdAt`);--> statement-breakpoint
CREATE TRIGGER `commentLog_unchanged` BEFORE UPDATE ON `commentLog` BEGIN
	SELECT RAISE(ABORT, 'The moderation log is append-only.');
END;
--> statement-breakpoint
CREATE TRIGGER `commentLog_kept` BEFORE DELETE ON `commentLog` BEGIN
	SELECT RAISE(ABORT, 'The moderation log is append-only.');
END;
