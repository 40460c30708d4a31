/** The account settings of ECS: names with a value each, stored and shown; what they would change is not simulated. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { World } from '../world';

/** ECS API reference, PutAccountSetting, with the values that a new account has (ECS developer guide, "Account settings"). */
export const ACCOUNT_SETTINGS: Readonly<Record<sdk.SettingName, { standard: string; values: readonly string[] }>> = {
  awsvpcTrunking: { standard: 'disabled', values: ['enabled', 'disabled'] },
  containerInsights: { standard: 'disabled', values: ['enabled', 'disabled', 'enhanced'] },
  containerInstanceLongArnFormat: { standard: 'enabled', values: ['enabled', 'disabled'] },
  defaultLogDriverMode: { standard: 'non-blocking', values: ['blocking', 'non-blocking'] },
  fargateEventWindows: { standard: 'disabled', values: ['enabled', 'disabled'] },
  fargateFIPSMode: { standard: 'disabled', values: ['enabled', 'disabled'] },
  fargateTaskRetirementWaitPeriod: { standard: '7', values: ['0', '7', '14'] },
  guardDutyActivate: { standard: 'off', values: ['on', 'off'] },
  serviceLongArnFormat: { standard: 'enabled', values: ['enabled', 'disabled'] },
  tagResourceAuthorization: { standard: 'off', values: ['on', 'off'] },
  taskLongArnFormat: { standard: 'enabled', values: ['enabled', 'disabled'] },
};

const NAMES = Object.keys(ACCOUNT_SETTINGS) as sdk.SettingName[];

export interface Setting {
  name: sdk.SettingName;
  value: string;
  principal: string;
}

export class AccountSettings {
  /** By principal, then by name. */
  readonly #stored = new Map<string, Map<sdk.SettingName, string>>();
  /** Who asks: the simulator lets everyone in as one role. */
  readonly caller: string;
  /** Settings of the account itself are the root user's. */
  readonly root: string;

  constructor({ account }: World) {
    this.caller = `arn:aws:iam::${account}:role/workshop`;
    this.root = `arn:aws:iam::${account}:root`;
  }

  put(principal: string, name: sdk.SettingName, value: string): Setting {
    const own = this.#stored.get(principal) ?? new Map<sdk.SettingName, string>();
    this.#stored.set(principal, own.set(name, value));
    return { name, value, principal };
  }

  delete(principal: string, name: sdk.SettingName): void {
    this.#stored.get(principal)?.delete(name);
  }

  /** What was put for the principal itself. */
  own(principal: string): Setting[] {
    return [...(this.#stored.get(principal) ?? [])].map(([name, value]) => ({ name, value, principal }));
  }

  /** What counts for the principal: its own setting, else the account's, else the standard. */
  effective(principal: string): Setting[] {
    return NAMES.map((name) => ({
      name,
      value:
        this.#stored.get(principal)?.get(name) ??
        this.#stored.get(this.root)?.get(name) ??
        ACCOUNT_SETTINGS[name].standard,
      principal,
    }));
  }
}
