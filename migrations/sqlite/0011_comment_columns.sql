DROP INDEX `commentPii_ip`;--> statement-breakpoint
DROP INDEX `comments_root`;--> statement-breakpoint
ALTER TABLE `comments` DROP COLUMN `duplicateKey`;--> statement-breakpoint
CREATE INDEX `commentReports_at` ON `commentReports` (`commentId`,`at`,`readerKey`);