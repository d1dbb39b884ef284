import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fonts-sign.css";
import { mount } from "svelte";
import { begin } from "../src/i18n/index.svelte";
import Sign from "../src/sign/Sign.svelte";
import { Visit } from "../src/sign/visit.svelte";

// Before anything else, so that the secret doesn't stay in the address bar while words load.
const visit = new Visit(location, history);
void visit.arrive();
await begin({
  de: () => import("virtual:messages/sign/de"),
  en: () => import("virtual:messages/sign/en"),
});
const target = document.getElementById("root");
if (target) mount(Sign, { target, props: { visit } });
