CREATE TABLE audit_case (
  id CHAR(32) NOT NULL,
  lcs_number VARCHAR NOT NULL,
  created_at VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (lcs_number)
);

CREATE TABLE checklist (
  content_hash VARCHAR NOT NULL,
  scoring_hash VARCHAR NOT NULL,
  checklist_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  content VARCHAR NOT NULL,
  stored_at VARCHAR NOT NULL,
  PRIMARY KEY (content_hash)
);

CREATE INDEX ix_checklist_checklist_id ON checklist (checklist_id);

CREATE TABLE measure_counter (
  kind VARCHAR NOT NULL,
  measure VARCHAR NOT NULL,
  early_help BOOLEAN NOT NULL,
  moderated BOOLEAN NOT NULL,
  scoring_hash VARCHAR NOT NULL,
  month VARCHAR NOT NULL,
  team_id CHAR(32) NOT NULL,
  theme VARCHAR NOT NULL,
  outstanding INTEGER NOT NULL,
  good INTEGER NOT NULL,
  requires_improvement INTEGER NOT NULL,
  inadequate INTEGER NOT NULL,
  PRIMARY KEY (kind, measure, early_help, moderated, scoring_hash, month, team_id, theme),
  CONSTRAINT counter_positive CHECK (outstanding >= 0 AND good >= 0 AND requires_improvement >= 0 AND inadequate >= 0)
) WITHOUT ROWID;

CREATE TABLE person (
  id CHAR(32) NOT NULL,
  created_at VARCHAR NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE store_info (
  id CHAR(32) NOT NULL,
  created_at VARCHAR NOT NULL,
  demo BOOLEAN NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE team (
  id CHAR(32) NOT NULL,
  created_at VARCHAR NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE audit (
  id CHAR(32) NOT NULL,
  case_id CHAR(32) NOT NULL,
  kind VARCHAR NOT NULL,
  content_hash VARCHAR NOT NULL,
  auditor_id CHAR(32) NOT NULL,
  opened_at VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES audit_case (id),
  FOREIGN KEY(content_hash) REFERENCES checklist (content_hash),
  FOREIGN KEY(auditor_id) REFERENCES person (id)
);

CREATE INDEX ix_audit_case_id ON audit (case_id);

CREATE TABLE slot_key (
  slot_id VARCHAR NOT NULL,
  person_id CHAR(32),
  "key" BLOB NOT NULL,
  PRIMARY KEY (slot_id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE audit_summary (
  audit_id CHAR(32) NOT NULL,
  case_id CHAR(32) NOT NULL,
  lcs_number VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  checklist_id VARCHAR NOT NULL,
  theme VARCHAR NOT NULL,
  content_hash VARCHAR NOT NULL,
  scoring_hash VARCHAR NOT NULL,
  auditor_id CHAR(32) NOT NULL,
  team_id CHAR(32) NOT NULL,
  subject VARCHAR NOT NULL,
  tags VARCHAR NOT NULL,
  as_at VARCHAR NOT NULL,
  month VARCHAR NOT NULL,
  due VARCHAR,
  state VARCHAR NOT NULL,
  answered INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  opened_at VARCHAR NOT NULL,
  changed_at VARCHAR NOT NULL,
  submitted_at VARCHAR,
  lcs_entered_on VARCHAR,
  counted BOOLEAN NOT NULL,
  moderated BOOLEAN NOT NULL,
  early_help BOOLEAN NOT NULL,
  overall VARCHAR,
  difference VARCHAR,
  sections VARCHAR NOT NULL,
  judgements VARCHAR NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (audit_id),
  FOREIGN KEY(audit_id) REFERENCES audit (id),
  FOREIGN KEY(case_id) REFERENCES audit_case (id)
);

CREATE INDEX summary_auditor ON audit_summary (auditor_id, state);

CREATE INDEX summary_month ON audit_summary (month, team_id, kind);

CREATE TABLE examination (
  id CHAR(32) NOT NULL,
  audit_id CHAR(32) NOT NULL,
  person_id CHAR(32) NOT NULL,
  role VARCHAR NOT NULL,
  started_at VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (audit_id, person_id, role),
  FOREIGN KEY(audit_id) REFERENCES audit (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_examination_audit_id ON examination (audit_id);

CREATE TABLE bookmark (
  examination_id CHAR(32) NOT NULL,
  step VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  PRIMARY KEY (examination_id),
  FOREIGN KEY(examination_id) REFERENCES examination (id)
);

CREATE TABLE draft (
  examination_id CHAR(32) NOT NULL,
  field VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  saved_at VARCHAR NOT NULL,
  PRIMARY KEY (examination_id, field),
  FOREIGN KEY(examination_id) REFERENCES examination (id)
);

CREATE TABLE fact (
  id CHAR(32) NOT NULL,
  store_id CHAR(32) NOT NULL,
  chain CHAR(32) NOT NULL,
  audit_id CHAR(32),
  examination_id CHAR(32),
  person_id CHAR(32) NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  replaces CHAR(32),
  body_digest VARCHAR NOT NULL,
  previous VARCHAR NOT NULL,
  entry_hash VARCHAR NOT NULL,
  format INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT fact_chain UNIQUE (chain, person_id, store_id, seq),
  CONSTRAINT fact_seq CHECK (seq >= 1),
  FOREIGN KEY(audit_id) REFERENCES audit (id),
  FOREIGN KEY(examination_id) REFERENCES examination (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX fact_examination ON fact (examination_id, kind, "key");

CREATE INDEX fact_kind ON fact (kind, "key");

CREATE INDEX ix_fact_audit_id ON fact (audit_id);

CREATE TABLE fact_body (
  fact_id CHAR(32) NOT NULL,
  salt BLOB NOT NULL,
  body VARCHAR NOT NULL,
  PRIMARY KEY (fact_id),
  FOREIGN KEY(fact_id) REFERENCES fact (id)
);
