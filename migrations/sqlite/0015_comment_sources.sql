CREATE TABLE `commentSources` (
	`identity` text PRIMARY KEY NOT NULL,
	`articleId` text NOT NULL,
	`commentId` text NOT NULL,
	`system` text NOT NULL,
	`externalId` text NOT NULL,
	`importedAt` integer NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `commentSources_article` ON `commentSources` (`articleId`);--> statement-breakpoint
CREATE INDEX `commentSources_comment` ON `commentSources` (`commentId`);