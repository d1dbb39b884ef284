import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fonts-app.css";
import { mount } from "svelte";
import App from "../src/app/App.svelte";
import { takeResetLink } from "../src/app/resetLink";
import { takeSetupCode } from "../src/app/setupCode";
import { begin } from "../src/i18n/index.svelte";

// Before anything else, so that codes and secrets don't stay in the address bar while words load.
takeSetupCode(location, history);
takeResetLink(location, history);
await begin({
  de: () => import("virtual:messages/app/de"),
  en: () => import("virtual:messages/app/en"),
});
const target = document.getElementById("root");
if (target) mount(App, { target });
