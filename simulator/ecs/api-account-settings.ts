/** ECS's operations on account settings: stored values, shown again. */
import type * as sdk from '@aws-sdk/client-ecs';
import type { Operations } from '../wire/service';
import { ACCOUNT_SETTINGS, type AccountSettings } from './account-settings';
import { invalid, listed } from './api';

/** ECS API reference, ListAccountSettings. */
const PER_PAGE = 10;

export function accountSettingOperations(settings: AccountSettings): Operations<typeof sdk> {
  return {
    PutAccountSetting: ({ name, value, principalArn = settings.caller }) => ({
      setting: settings.put(principalArn, name, checked(name, value)),
    }),

    PutAccountSettingDefault: ({ name, value }) => ({
      setting: settings.put(settings.root, name, checked(name, value)),
    }),

    DeleteAccountSetting: ({ name, principalArn = settings.caller }) => {
      known(name);
      settings.delete(principalArn, name);
      const [setting] = settings.effective(principalArn).filter((each) => each.name === name);
      return { setting };
    },

    ListAccountSettings: (input) => {
      const { name, value, principalArn = settings.caller, effectiveSettings = false, maxResults, nextToken } = input;
      const all = effectiveSettings ? settings.effective(principalArn) : settings.own(principalArn);
      const found = all.filter(
        (each) => (name === undefined || each.name === name) && (value === undefined || each.value === value),
      );
      const request = ['settings', name, value, principalArn, effectiveSettings];
      const byName = (each: { name: string }): string => each.name;
      const { items, nextToken: next } = listed(request, found, byName, maxResults, nextToken, PER_PAGE, PER_PAGE);
      return { settings: items, nextToken: next };
    },
  };
}

/** @throws InvalidParameterException */
function known(name: sdk.SettingName): { values: readonly string[] } {
  const setting = Object.entries(ACCOUNT_SETTINGS).find(([each]) => each === name)?.[1];
  if (!setting)
    throw invalid(`Expected an account setting, one of ${Object.keys(ACCOUNT_SETTINGS).join(', ')}; found ${name}.`);
  return setting;
}

/** @throws InvalidParameterException */
function checked(name: sdk.SettingName, value: string): string {
  const { values } = known(name);
  if (!values.includes(value)) throw invalid(`Expected ${values.join(' or ')} for ${name}, found "${value}".`);
  return value;
}
