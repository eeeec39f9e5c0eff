DROP INDEX "commentPii_ip";--> statement-breakpoint
DROP INDEX "comments_root";--> statement-breakpoint
CREATE INDEX "commentReports_at" ON "commentReports" USING btree ("commentId","at","readerKey");--> statement-breakpoint
ALTER TABLE "comments" DROP COLUMN "duplicateKey";