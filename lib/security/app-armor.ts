import type { Json } from '../manifest/manifest';
import { receive } from '../options/receive';
import { mark } from '../values/mark';

/** @internal */
export type AppArmorType = 'RuntimeDefault' | 'Unconfined' | 'Localhost';

/**
 * An AppArmor profile, which restricts what processes can do on nodes with AppArmor.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export class AppArmor {
  /** The default profile of the container runtime. */
  public static runtimeDefault(): AppArmor {
    return new AppArmor('RuntimeDefault');
  }

  /** No profile. Pod Security *baseline* and *restricted* do not admit it. */
  public static unconfined(): AppArmor {
    return new AppArmor('Unconfined');
  }

  /**
   * A profile that is loaded on the nodes.
   *
   * @param name name of the profile, at most 4095 characters
   */
  public static localhost(name: string): AppArmor {
    const { values: [taken], wrong } = receive('AppArmor.localhost', name);
    return new AppArmor('Localhost', taken, wrong);
  }

  private constructor(
    /** @internal */ public readonly _type: AppArmorType,
    /** @internal */ public readonly _name?: string,
    wrong?: readonly unknown[],
  ) {
    mark(this, 'AppArmor', wrong);
  }

  /** Renders the profile. @internal */
  public _toJson(): Json {
    return { type: this._type, localhostProfile: this._name };
  }
}
