CREATE TABLE `searchDocuments` (
	`id` integer PRIMARY KEY NOT NULL,
	`resource` text NOT NULL,
	`resourceId` text NOT NULL,
	`articleId` text NOT NULL,
	`title` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`articleId`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `searchDocuments_resource` ON `searchDocuments` (`resource`,`resourceId`);--> statement-breakpoint
CREATE INDEX `searchDocuments_article` ON `searchDocuments` (`articleId`);
--> statement-breakpoint
CREATE VIRTUAL TABLE `searchIndex` USING fts5(`title`, `words`, content='searchDocuments', content_rowid='id', columnsize=0, tokenize='ascii');
--> statement-breakpoint
CREATE TRIGGER `searchDocuments_inserted` AFTER INSERT ON `searchDocuments` BEGIN
	INSERT INTO `searchIndex` (rowid, `title`, `words`) VALUES (new.`id`, new.`title`, new.`words`);
END;
--> statement-breakpoint
CREATE TRIGGER `searchDocuments_deleted` AFTER DELETE ON `searchDocuments` BEGIN
	INSERT INTO `searchIndex` (`searchIndex`, rowid, `title`, `words`) VALUES ('delete', old.`id`, old.`title`, old.`words`);
END;
--> statement-breakpoint
CREATE TRIGGER `searchDocuments_updated` AFTER UPDATE ON `searchDocuments` BEGIN
	INSERT INTO `searchIndex` (`searchIndex`, rowid, `title`, `words`) VALUES ('delete', old.`id`, old.`title`, old.`words`);
	INSERT INTO `searchIndex` (rowid, `title`, `words`) VALUES (new.`id`, new.`title`, new.`words`);
END;
