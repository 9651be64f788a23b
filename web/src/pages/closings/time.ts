/** The server's moments are UTC, written without saying so. */
export const utc = (moment: string): string => (/Z$|[+-]\d\d:?\d\d$/.test(moment) ? moment : `${moment}Z`);
