CREATE TABLE `subjects` (
	`key` text PRIMARY KEY NOT NULL,
	`qcode` text,
	`uri` text,
	`names` text NOT NULL,
	`broader` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `articles_section`;--> statement-breakpoint
CREATE INDEX `articles_section` ON `articles` (`sectionKey`,`status`,`publishedAt`,`id`,`embargoUntil`);--> statement-breakpoint
ALTER TABLE `articleSubjects` ADD `subjectKey` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `articleSubjects_key` ON `articleSubjects` (`subjectKey`,`articleId`);
--> statement-breakpoint
UPDATE `articleSubjects` SET `subjectKey` = CASE WHEN `qcode` IS NULL AND `uri` LIKE 'http://cv.iptc.org/newscodes/mediatopic/________' THEN 'medtop:' || substr(`uri`, 41) ELSE coalesce(`qcode`, `uri`, `nameKey`) END;
