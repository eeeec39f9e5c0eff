CREATE TABLE `commentReactions` (
	`commentId` text NOT NULL,
	`readerKey` text NOT NULL,
	`kind` text NOT NULL,
	`previous` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`commentId`, `readerKey`),
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `commentReports` (
	`commentId` text NOT NULL,
	`readerKey` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`commentId`, `readerKey`),
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `commentRevisions` (
	`commentId` text NOT NULL,
	`version` integer NOT NULL,
	`raw` text NOT NULL,
	`authorName` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`commentId`, `version`),
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP INDEX `comments_article`;--> statement-breakpoint
ALTER TABLE `comments` ADD `score` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `reportCount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `comments_roots` ON `comments` (`articleId`,`depth`,`pinned`,`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `comments_score` ON `comments` (`articleId`,`pinned`,`score`,`id`);--> statement-breakpoint
CREATE INDEX `comments_active` ON `comments` (`articleId`,`pinned`,`descendantCount`,`id`);--> statement-breakpoint
CREATE INDEX `comments_article` ON `comments` (`articleId`,`status`,`pinned`,`createdAt`,`id`);--> statement-breakpoint
ALTER TABLE `commentPii` ADD `readerKey` text;