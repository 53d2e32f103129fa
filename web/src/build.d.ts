/** What build.mjs puts in: the file name of the shared worker, which lies beside this bundle. */
declare const EVENTS_WORKER: string;
