DROP TABLE pod_icons;
