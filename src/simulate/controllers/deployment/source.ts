/** Who says a Deployment's events. */
export const SOURCE = 'deployment-controller';
