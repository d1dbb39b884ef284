import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fonts-sign.css";
import { mount } from "svelte";
import { begin } from "../src/i18n/index.svelte";
import Arrive from "../src/arrive/Arrive.svelte";
import { Visit } from "../src/arrive/visit.svelte";

// Before anything else, so that the secret doesn't stay in the address bar while words load.
const visit = new Visit(location, history);
void visit.arrive();
await begin({
  de: () => import("virtual:messages/arrive/de"),
  en: () => import("virtual:messages/arrive/en"),
});
const target = document.getElementById("root");
if (target) mount(Arrive, { target, props: { visit } });
