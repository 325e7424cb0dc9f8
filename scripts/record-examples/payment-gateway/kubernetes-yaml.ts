import { NAMESPACE } from './story.ts'

/** `kubectl get deployment/payment-gateway configmap/payment-gateway-config service/payment-gateway -n shop -o yaml`, without managed fields. */
export const DEPLOYED_YAML = `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    deployment.kubernetes.io/revision: "14"
    kubernetes.io/change-cause: 'payment-gateway v2.8.0: add reconciliation job'
  labels:
    app: payment-gateway
  name: payment-gateway
  namespace: ${NAMESPACE}
spec:
  progressDeadlineSeconds: 600
  replicas: 3
  revisionHistoryLimit: 10
  selector:
    matchLabels:
      app: payment-gateway
  strategy:
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 25%
    type: RollingUpdate
  template:
    metadata:
      annotations:
        prometheus.io/scrape: "true"
      labels:
        app: payment-gateway
        version: v2.8.0
    spec:
      containers:
      - env:
        - name: JAVA_TOOL_OPTIONS
          value: -Xms160m -Xmx400m -XX:+UseG1GC
        envFrom:
        - configMapRef:
            name: payment-gateway-config
        image: registry.example/shop/payment-gateway:v2.8.0
        imagePullPolicy: IfNotPresent
        livenessProbe:
          failureThreshold: 5
          httpGet:
            path: /actuator/health/liveness
            port: 8080
          initialDelaySeconds: 60
          periodSeconds: 20
          timeoutSeconds: 2
        name: payment-gateway
        ports:
        - containerPort: 8080
          protocol: TCP
        readinessProbe:
          failureThreshold: 3
          httpGet:
            path: /actuator/health/readiness
            port: 8080
          initialDelaySeconds: 5
          periodSeconds: 5
          timeoutSeconds: 1
        resources:
          limits:
            cpu: "1"
            memory: 512Mi
          requests:
            cpu: 200m
            memory: 320Mi
      serviceAccountName: payment-gateway
      terminationGracePeriodSeconds: 30
---
apiVersion: v1
data:
  ACQUIRER_TIMEOUT_MS: "2500"
  LEDGER_DB_POOL_SIZE: "10"
  LEDGER_DB_URL: jdbc:postgresql://ledger-db:5432/ledger
  RECONCILIATION_CRON: 0 5/10 * * * *
  RECONCILIATION_ENABLED: "true"
  RECONCILIATION_WINDOW_DAYS: "30"
kind: ConfigMap
metadata:
  name: payment-gateway-config
  namespace: ${NAMESPACE}
---
apiVersion: v1
kind: Service
metadata:
  labels:
    app: payment-gateway
  name: payment-gateway
  namespace: ${NAMESPACE}
spec:
  clusterIP: 10.43.97.23
  ports:
  - name: http
    port: 8080
    protocol: TCP
    targetPort: 8080
  selector:
    app: payment-gateway
  type: ClusterIP
`
