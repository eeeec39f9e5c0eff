CREATE TABLE `__new_articles` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`contentVersion` integer,
	`headline` text NOT NULL,
	`summary` text,
	`byline` text,
	`datelineText` text,
	`datelinePlace` text,
	`datelineAgency` text,
	`datelineAgencyKey` text,
	`datelineMonth` integer,
	`datelineDay` integer,
	`datelineYear` integer,
	`providerName` text,
	`providerUri` text,
	`providerKey` text,
	`section` text,
	`sectionKey` text,
	`language` text,
	`wordCount` integer NOT NULL,
	`readingMinutes` integer DEFAULT 0 NOT NULL,
	`leadMediaId` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`publishAt` integer,
	`publishedAt` integer,
	`embargoUntil` integer,
	`announced` integer DEFAULT false NOT NULL,
	`shownAt` integer,
	`withdrawnAt` integer,
	`withdrawalReason` text,
	`canonicalUrl` text,
	`commentCount` integer NOT NULL,
	`commentsOpen` integer NOT NULL,
	`commentSettings` text,
	`createdBy` text,
	`extensions` text,
	`blocks` text NOT NULL,
	`bodyHtml` text NOT NULL,
	`bodyText` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_articles` (`id`, `slug`, `status`, `version`, `contentVersion`, `headline`, `summary`, `byline`, `datelineText`, `datelinePlace`, `datelineAgency`, `datelineAgencyKey`, `datelineMonth`, `datelineDay`, `datelineYear`, `providerName`, `providerUri`, `providerKey`, `section`, `sectionKey`, `language`, `wordCount`, `readingMinutes`, `leadMediaId`, `createdAt`, `updatedAt`, `publishAt`, `publishedAt`, `embargoUntil`, `announced`, `shownAt`, `withdrawnAt`, `withdrawalReason`, `canonicalUrl`, `commentCount`, `commentsOpen`, `commentSettings`, `createdBy`, `extensions`, `blocks`, `bodyHtml`, `bodyText`) SELECT `id`, `slug`, `status`, `version`, `contentVersion`, `headline`, `summary`, `byline`, `datelineText`, `datelinePlace`, `datelineAgency`, `datelineAgencyKey`, `datelineMonth`, `datelineDay`, `datelineYear`, `providerName`, `providerUri`, `providerKey`, `section`, `sectionKey`, `language`, `wordCount`, `readingMinutes`, `leadMediaId`, `createdAt`, `updatedAt`, `publishAt`, `publishedAt`, `embargoUntil`, `announced`, `shownAt`, `withdrawnAt`, `withdrawalReason`, `canonicalUrl`, `commentCount`, `commentsOpen`, `commentSettings`, `createdBy`, `extensions`, `blocks`, `bodyHtml`, `bodyText` FROM `articles`;--> statement-breakpoint
DROP TABLE `articles`;--> statement-breakpoint
ALTER TABLE `__new_articles` RENAME TO `articles`;--> statement-breakpoint
CREATE UNIQUE INDEX `articles_slug_unique` ON `articles` (`slug`);--> statement-breakpoint
CREATE INDEX `articles_published` ON `articles` (`status`,`publishedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`status`,`updatedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_due` ON `articles` (`status`,`publishAt`);--> statement-breakpoint
CREATE INDEX `articles_language` ON `articles` (`language`,`status`,`publishedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_datelineAgency` ON `articles` (`datelineAgencyKey`);--> statement-breakpoint
CREATE INDEX `articles_provider` ON `articles` (`providerKey`);--> statement-breakpoint
CREATE INDEX `articles_embargo` ON `articles` (`status`,`embargoUntil`);--> statement-breakpoint
CREATE INDEX `articles_section` ON `articles` (`sectionKey`,`status`,`publishedAt`,`id`,`embargoUntil`);--> statement-breakpoint
CREATE INDEX `articles_unannounced` ON `articles` (`status`,`announced`,`embargoUntil`);--> statement-breakpoint
CREATE INDEX `articles_public` ON `articles` (`status`,`id`,`embargoUntil`);--> statement-breakpoint
CREATE TABLE `articleRenditions` (
	`articleId` text PRIMARY KEY NOT NULL,
	`form` integer NOT NULL,
	`slug` text NOT NULL,
	`canonicalUrl` text,
	`validUntil` integer,
	`tag` text NOT NULL,
	`head` text NOT NULL,
	`mediaCredits` text NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `articleRenditions_slug` ON `articleRenditions` (`slug`);