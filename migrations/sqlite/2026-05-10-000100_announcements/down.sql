DROP TABLE closed_announcements;
DROP TABLE announcements;
