#!/bin/sh
# Keeps one issue per person with what is due in the next four weeks, and closes it when nothing is.
#
#   agenda.sh github    with gh, and GH_TOKEN that may write issues
#   agenda.sh gitlab    with curl and jq, and LEARN_AGENDA_TOKEN: a project access token for the API
#
# Whoever can read the repository can read its issues.
set -eu
label=learn-agenda
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
learn agenda --each "$folder/people"

# The number and title of every open issue of ours, one a line.
open_issues() {
    case "$1" in
    github)
        gh issue list --label "$label" --state open --limit 1000 --json number,title \
            --jq '.[] | "\(.number) \(.title)"'
        ;;
    gitlab)
        page=1
        while [ -n "$page" ]; do
            curl --fail --silent --show-error --header "PRIVATE-TOKEN: $LEARN_AGENDA_TOKEN" \
                --dump-header "$folder/headers" \
                "$issues?state=opened&labels=$label&per_page=100&page=$page" |
                jq -r '.[] | "\(.iid) \(.title)"'
            page=$(tr -d '\r' <"$folder/headers" | sed -n 's/^[Xx]-[Nn]ext-[Pp]age: *//p')
        done
        ;;
    esac
}

gitlab() {
    curl --fail --silent --show-error --output /dev/null \
        --header "PRIVATE-TOKEN: $LEARN_AGENDA_TOKEN" "$@"
}

forge=${1:-}
case "$forge" in
github)
    gh label create "$label" --force --description "What is due, for whom, by when" >/dev/null
    ;;
gitlab)
    issues="$CI_API_V4_URL/projects/$CI_PROJECT_ID/issues"
    ;;
*)
    echo "usage: agenda.sh github|gitlab" >&2
    exit 2
    ;;
esac
open_issues "$forge" >"$folder/open"

for file in "$folder"/people/*.md; do
    [ -f "$file" ] || continue
    title="Agenda of $(basename "$file" .md)"
    number=$(sed -n "s/^\([0-9][0-9]*\) $title\$/\1/p" "$folder/open" | head -n 1)
    case "$forge:${number:+known}" in
    github:known) gh issue edit "$number" --body-file "$file" ;;
    github:) gh issue create --title "$title" --label "$label" --body-file "$file" ;;
    gitlab:known)
        gitlab --request PUT --data-urlencode "description@$file" "$issues/$number"
        ;;
    gitlab:)
        gitlab --request POST --data-urlencode "title=$title" --data-urlencode "labels=$label" \
            --data-urlencode "description@$file" "$issues"
        ;;
    esac
done

while read -r number title; do
    person=${title#Agenda of }
    if [ "$title" = "$person" ] || [ -f "$folder/people/$person.md" ]; then
        continue
    fi
    case "$forge" in
    github) gh issue close "$number" --comment "Nothing is due." ;;
    gitlab) gitlab --request PUT --data-urlencode state_event=close "$issues/$number" ;;
    esac
done <"$folder/open"
