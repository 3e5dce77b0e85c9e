/** How an application is started on a platform: the command, and what stands before the application's own arguments. */
export interface Launcher {
  readonly command: string;
  readonly args: readonly string[];
}

/** A system and a runtime that the packages are tried on. */
export interface Platform {
  readonly name: string;
  /** The folder in `prebuilds` that its binaries have to be loaded from. */
  readonly target: string;
  /** Installs what is needed. Throws where it cannot be had, with the reason. */
  readonly prepare: () => Launcher;
  /** Another processor's instructions are emulated: a tenth of the spans. */
  readonly isEmulated?: true;
  /** Starts the SDK before the application; Node's where it is not said. */
  readonly preloadFlag?: string;
  /** What carries the context there. Default: `native-frame`. */
  readonly contextMode?: 'async-local-storage';
  /** No binary of `context-native` is made for it. */
  readonly hasNoContextAddon?: true;
  /** Nothing is promised but that the application runs. */
  readonly isOnlyTried?: true;
}
