/** What is printed when the demonstration is up: where to go and as whom. */
import { faceOf, TEMPORARY_PASSWORD } from "./organizations.ts";
import { makeStories } from "./seed.ts";
import type { DemoUser, Role, Story } from "./story.ts";

const ROLES: Record<Role, string> = {
  customer: "client",
  reader: "agent, lecture",
  accountant: "agent, comptable",
  manager: "agent, responsable",
  administrator: "agent, administrateur",
};

function passwordOf(story: Story, user: DemoUser): string {
  if (user.state === "temporary") return TEMPORARY_PASSWORD;
  return user.state === "invited" ? `(${user.email})` : faceOf(story).password;
}

/** Each organization with its address, its users and their passwords. */
export function credentials(publicUrl: string, today: string): string {
  return makeStories({ today, scale: 0 })
    .map((story) => {
      const rows = story.users
        .filter((user) => user.who)
        .map((user) => {
          const who = user.role === "customer" ? user.who!.fr : ROLES[user.role];
          const more = user.creditors ? ` (${user.who!.fr})` : "";
          return `    ${user.identifier.padEnd(16)} ${passwordOf(story, user).padEnd(28)} ${who}${more}`;
        });
      return [`  ${faceOf(story).name}`, `    ${publicUrl}/o/${story.slug}`, ...rows].join("\n");
    })
    .join("\n\n");
}
