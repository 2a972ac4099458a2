import type { Json } from '../manifest/manifest';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** @internal */
export type SeccompType = 'RuntimeDefault' | 'Unconfined' | 'Localhost';

/**
 * A seccomp profile, which restricts the system calls of processes.
 *
 * @see https://kubernetes.io/docs/tutorials/security/seccomp/
 */
export class Seccomp {
  /** The default profile of the container runtime. */
  public static runtimeDefault(): Seccomp {
    return new Seccomp('RuntimeDefault');
  }

  /** No profile: all system calls are allowed. Pod Security *baseline* and *restricted* do not admit it. */
  public static unconfined(): Seccomp {
    return new Seccomp('Unconfined');
  }

  /**
   * A profile in a file on the nodes.
   *
   * @param profilePath path of the file in the directory of seccomp profiles of the kubelet, such as `profiles/audit.json`
   */
  public static localhost(profilePath: string): Seccomp {
    const { values: [taken], wrong } = receive('Seccomp.localhost', profilePath);
    return new Seccomp('Localhost', taken, wrong);
  }

  private constructor(
    /** @internal */ public readonly _type: SeccompType,
    /** @internal */ public readonly _path?: string,
    wrong?: readonly unknown[],
  ) {
    mark(this, 'Seccomp', wrong);
  }

  /** Renders the profile. @internal */
  public _toJson(): Json {
    return { type: this._type, localhostProfile: this._path };
  }
}
