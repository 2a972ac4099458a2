/**
 * Labels and annotations of an object.
 */
export interface MetadataOptions {
  /**
   * Labels, in addition to the labels of the chart.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
