"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
const child_process_1 = __importDefault(require("child_process"));
const util_1 = require("util");
const exec = (0, util_1.promisify)(child_process_1.default.exec);
async function commits(from, to) {
    const { stdout } = await exec(`git log --oneline ${from}..${to}`);
    return stdout.split("\n");
}
exports.commits = commits;
