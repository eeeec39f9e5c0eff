CREATE TABLE `apiKeys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secretHash` text NOT NULL,
	`scopes` text NOT NULL,
	`createdAt` integer NOT NULL,
	`expiresAt` integer,
	`revokedAt` integer,
	`lastUsedAt` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `articleAuthors` (
	`articleId` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`nameKey` text NOT NULL,
	`title` text,
	`organization` text,
	PRIMARY KEY(`articleId`, `position`),
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `articleAuthors_name` ON `articleAuthors` (`nameKey`,`articleId`);--> statement-breakpoint
CREATE TABLE `articleSources` (
	`identity` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`format` text NOT NULL,
	`contentHash` text NOT NULL,
	`importedAt` integer NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `articleSources_article` ON `articleSources` (`articleId`);--> statement-breakpoint
CREATE TABLE `articleSubjects` (
	`articleId` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`nameKey` text NOT NULL,
	`uri` text,
	`qcode` text,
	PRIMARY KEY(`articleId`, `position`),
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `articleSubjects_name` ON `articleSubjects` (`nameKey`,`articleId`);--> statement-breakpoint
CREATE TABLE `articleTags` (
	`articleId` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`nameKey` text NOT NULL,
	PRIMARY KEY(`articleId`, `position`),
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `articleTags_name` ON `articleTags` (`nameKey`,`articleId`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
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
	`blocks` text NOT NULL,
	`bodyHtml` text NOT NULL,
	`bodyText` text NOT NULL,
	`wordCount` integer NOT NULL,
	`leadMediaId` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`publishAt` integer,
	`publishedAt` integer,
	`embargoUntil` integer,
	`canonicalUrl` text,
	`commentCount` integer NOT NULL,
	`commentsOpen` integer NOT NULL,
	`createdBy` text,
	`extensions` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_slug_unique` ON `articles` (`slug`);--> statement-breakpoint
CREATE INDEX `articles_published` ON `articles` (`status`,`publishedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`status`,`updatedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_due` ON `articles` (`status`,`publishAt`);--> statement-breakpoint
CREATE INDEX `articles_section` ON `articles` (`sectionKey`,`status`,`publishedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_language` ON `articles` (`language`,`status`,`publishedAt`,`id`);--> statement-breakpoint
CREATE INDEX `articles_datelineAgency` ON `articles` (`datelineAgencyKey`);--> statement-breakpoint
CREATE INDEX `articles_provider` ON `articles` (`providerKey`);--> statement-breakpoint
CREATE TABLE `changes` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`resource` text NOT NULL,
	`resourceId` text NOT NULL,
	`articleId` text,
	`version` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `changes_id_unique` ON `changes` (`id`);--> statement-breakpoint
CREATE INDEX `changes_at` ON `changes` (`at`);--> statement-breakpoint
CREATE INDEX `changes_article` ON `changes` (`articleId`);--> statement-breakpoint
CREATE INDEX `changes_resource` ON `changes` (`resource`,`resourceId`);--> statement-breakpoint
CREATE TABLE `commentDuplicates` (
	`key` text PRIMARY KEY NOT NULL,
	`commentId` text NOT NULL,
	`expiresAt` integer NOT NULL,
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `commentDuplicates_comment` ON `commentDuplicates` (`commentId`);--> statement-breakpoint
CREATE INDEX `commentDuplicates_expires` ON `commentDuplicates` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `commentLog` (
	`id` text PRIMARY KEY NOT NULL,
	`commentId` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`fromStatus` text,
	`toStatus` text NOT NULL,
	`reasonCode` text,
	`note` text,
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `commentLog_comment` ON `commentLog` (`commentId`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `commentLog_at` ON `commentLog` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `commentPii` (
	`commentId` text PRIMARY KEY NOT NULL,
	`email` text,
	`emailKey` text,
	`ipHash` text,
	`ipPrefix` text,
	`userAgent` text,
	`referrer` text,
	`expiresAt` integer NOT NULL,
	FOREIGN KEY (`commentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `commentPii_email` ON `commentPii` (`emailKey`);--> statement-breakpoint
CREATE INDEX `commentPii_ip` ON `commentPii` (`ipHash`);--> statement-breakpoint
CREATE INDEX `commentPii_expires` ON `commentPii` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`parentId` text,
	`inReplyTo` text,
	`rootId` text NOT NULL,
	`depth` integer NOT NULL,
	`status` text NOT NULL,
	`previousStatus` text,
	`authorName` text NOT NULL,
	`authorUrl` text,
	`avatarSeed` text NOT NULL,
	`isStaff` integer NOT NULL,
	`isVerified` integer NOT NULL,
	`bodyRaw` text NOT NULL,
	`bodyHtml` text NOT NULL,
	`bodyText` text NOT NULL,
	`renderer` text NOT NULL,
	`replyCount` integer NOT NULL,
	`descendantCount` integer NOT NULL,
	`upCount` integer NOT NULL,
	`downCount` integer NOT NULL,
	`pinned` integer NOT NULL,
	`version` integer NOT NULL,
	`heldReasons` text NOT NULL,
	`editTokenHash` text,
	`editableUntil` integer,
	`duplicateKey` text NOT NULL,
	`createdAt` integer NOT NULL,
	`editedAt` integer,
	`reviewedAt` integer,
	`reviewedBy` text,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`parentId`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`inReplyTo`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `comments_article` ON `comments` (`articleId`,`status`,`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `comments_parent` ON `comments` (`parentId`,`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `comments_inReplyTo` ON `comments` (`inReplyTo`);--> statement-breakpoint
CREATE INDEX `comments_root` ON `comments` (`rootId`);--> statement-breakpoint
CREATE INDEX `comments_status` ON `comments` (`status`,`createdAt`,`id`);--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`createdAt` integer NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `corrections_article` ON `corrections` (`articleId`,`createdAt`,`id`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `creditNames` (
	`creditId` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`nameKey` text NOT NULL,
	PRIMARY KEY(`creditId`, `kind`, `position`),
	FOREIGN KEY (`creditId`) REFERENCES `mediaCredits`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `creditNames_name` ON `creditNames` (`kind`,`nameKey`,`creditId`);--> statement-breakpoint
CREATE TABLE `formerSlugs` (
	`slug` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `formerSlugs_article` ON `formerSlugs` (`articleId`);--> statement-breakpoint
CREATE TABLE `idempotencyKeys` (
	`scope` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`status` text NOT NULL,
	`response` text,
	`createdAt` integer NOT NULL,
	`expiresAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotencyKeys_expires` ON `idempotencyKeys` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`format` text NOT NULL,
	`dryRun` integer NOT NULL,
	`actor` text,
	`report` text NOT NULL,
	`createdAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `imports_created` ON `imports` (`createdAt`,`id`);--> statement-breakpoint
CREATE TABLE `mediaCredits` (
	`id` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`position` integer NOT NULL,
	`role` text NOT NULL,
	`mediaUrl` text,
	`mediaType` text,
	`width` integer,
	`height` integer,
	`altText` text,
	`caption` text,
	`creditLine` text,
	`label` text,
	`creators` text NOT NULL,
	`organizations` text NOT NULL,
	`qualifiers` text NOT NULL,
	`copyrightNotice` text,
	`usageTerms` text,
	`license` text,
	`webStatement` text,
	`rightsExpireAt` integer,
	`version` integer NOT NULL,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mediaCredits_article` ON `mediaCredits` (`articleId`,`position`);--> statement-breakpoint
CREATE INDEX `mediaCredits_created` ON `mediaCredits` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `mediaCredits_rightsExpire` ON `mediaCredits` (`rightsExpireAt`);--> statement-breakpoint
CREATE TABLE `quotes` (
	`id` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`articleVersion` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`speakerId` text,
	`speakerName` text,
	`speakerTitle` text,
	`speakerOrganization` text,
	`cue` text,
	`viaName` text,
	`viaText` text,
	`viaKey` text,
	`positionStart` integer,
	`positionEnd` integer,
	`block` integer,
	`prefix` text,
	`suffix` text,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`rule` text,
	`confidence` real,
	`reviewedAt` integer,
	`version` integer NOT NULL,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`speakerId`) REFERENCES `speakers`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `quotes_article` ON `quotes` (`articleId`,`positionStart`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_speaker` ON `quotes` (`speakerId`,`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_via` ON `quotes` (`viaKey`,`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `quotes_created` ON `quotes` (`createdAt`,`id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updatedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `speakers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`nameKey` text NOT NULL,
	`kind` text,
	`createdAt` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `speakers_nameKey_unique` ON `speakers` (`nameKey`);