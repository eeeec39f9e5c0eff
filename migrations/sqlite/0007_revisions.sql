CREATE TABLE `articleRevisions` (
	`articleId` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`keyId` text,
	`keyName` text,
	`action` text NOT NULL,
	`contentVersion` integer NOT NULL,
	`content` text,
	`restoredVersion` integer,
	PRIMARY KEY(`articleId`, `version`),
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `articles` ADD `contentVersion` integer;