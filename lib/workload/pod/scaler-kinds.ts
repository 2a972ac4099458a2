/** The kinds of objects that set the number of pods of a workload. @internal */
export const SCALER_KINDS = ['HorizontalPodAutoscaler', 'ScaledObject'] as const;
