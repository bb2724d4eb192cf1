import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import about from "./package.json" with { type: "json" };

export default defineConfig({
  define: { LOTBOOK_VERSION: JSON.stringify(about.version) },
  plugins: [
    preact(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false,
      manifest: {
        name: "Lotbook",
        short_name: "Lotbook",
        description: "One book of every lot, from the field to the customer.",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#14532d",
        shortcuts: [
          { name: "Scan", url: "/", icons: [{ src: "/icon-192.png", sizes: "192x192", type: "image/png" }] },
          { name: "Harvest sheet", url: "/field/sheet/harvest" },
          { name: "Today's list", url: "/field/today" },
          { name: "Desk", url: "/desk" },
        ],
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
        ],
      },
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,wasm,webmanifest}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  worker: { format: "es" },
  // Everything is a file of our own origin: the content policy allows no data: scripts or styles.
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // Which files a part of the app is made of: the server tells browsers with the page.
    manifest: "parts.json",
  },
  server: { proxy: { "/api": process.env["LOTBOOK_DEV_SERVER"] ?? "http://127.0.0.1:8000" } },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
