import { ApiObjectMetadataDefinition, type OwnerReference } from 'cdk8s';

/**
 * Metadata that counts its changes. Rendering it for each validation only to find out whether it has changed would take most of the time of synth.
 *
 * @internal
 */
export class ObservedMetadata extends ApiObjectMetadataDefinition {
  private changes = 0;

  /** A number that increases with each change. */
  public get revision(): number {
    return this.changes;
  }

  public addLabel(key: string, value: string): void {
    this.changes++;
    super.addLabel(key, value);
  }

  public addAnnotation(key: string, value: string): void {
    this.changes++;
    super.addAnnotation(key, value);
  }

  public addFinalizers(...finalizers: string[]): void {
    this.changes++;
    super.addFinalizers(...finalizers);
  }

  public addOwnerReference(owner: OwnerReference): void {
    this.changes++;
    super.addOwnerReference(owner);
  }

  public add(key: string, value: any): void {
    this.changes++;
    super.add(key, value);
  }
}
