/** One attendee of a roster: whose lab it is, and how it is reached. */

export interface Attendee {
  /** Of the attendee's folder, and for `--only`: letters, digits and hyphens. */
  id: string;
  /** As on the pages. */
  name: string;
  /** Where the file has it, from 1. */
  line: number;
  lab: 'simulator' | 'aws';
  access?: Access;
  /** Where it is not the profile's, or the workshop's. */
  region?: string;
  /** Accounts that may be changed and loaded, 12 digits each; what is read must be one of them too, where there are any. */
  accounts: string[];
  /** Where it is not the workshop's. */
  cluster?: string;
  /** Settings of the suite (docs/settings.md) beside those that the roster has words for. */
  settings: Record<string, string>;
}

/** How an AWS account is reached: by a profile of the instructor's own, or by a role in it. */
export type Access =
  | { profile: string }
  | {
      role: string;
      externalId?: string;
      /** A profile, or one of `credentialSources`; what the environment has where it is not said. */
      source?: string;
    };

/** AWS SDKs and Tools Reference Guide, "Assume role credential provider", credential_source. */
export const credentialSources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;
