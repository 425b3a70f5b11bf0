// Generated from common/sha256.json. Do not edit.

/** SHA-256 of the bytes, lower-case hexadecimal. */
export type Sha256 = string;
