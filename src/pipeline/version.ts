/** Version of the service, as resources and /metadata tell it. A test holds it against package.json. */
export const PIPELINE_VERSION = '0.1.0';
