/** Who says a StatefulSet's events. */
export const SOURCE = 'statefulset-controller';
