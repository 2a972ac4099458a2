/** Labels and annotations that a user wants on an object. */
export interface MetadataOptions {
  /**
   * Labels, besides those of the chart.
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
