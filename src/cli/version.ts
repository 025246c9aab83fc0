declare const ROLLCAST_VERSION: string | undefined;

/** The version of this tool; put in by the build, `0.0.0-source` when run from source. */
export const TOOL_VERSION = typeof ROLLCAST_VERSION === 'string' ? ROLLCAST_VERSION : '0.0.0-source';
