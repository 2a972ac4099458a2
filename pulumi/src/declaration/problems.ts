import { describe, type Document } from './rendering';

/** Collects problems, so that one error lists all of them. */
export class Problems {
  private readonly messages: string[] = [];

  /**
   * @param path path of the construct
   * @param field path of the field, such as `spec.ports[0]`; empty for the whole object
   * @param problem what is wrong with it
   * @param fix what to write instead; a sentence
   */
  public report(path: string, document: Document, field: string, problem: string, fix?: string): void {
    this.messages.push(`${path}: ${describe(document)}: ${field && `${field}: `}${problem}.${fix === undefined ? '' : ` ${fix}`}`);
  }

  /** @param fix what to write instead, if it is the same for all problems */
  public throwIfAny(fix?: string): void {
    if (this.messages.length > 0) {
      throw new Error([...this.messages, ...fix === undefined ? [] : [fix]].join('\n'));
    }
  }
}
