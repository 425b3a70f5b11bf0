/** Style sheets are bundled for their effect only. */
declare module '*.css';
